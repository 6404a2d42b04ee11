/**
 * Watches how long this process works between two turns of its loop, in milliseconds of processor time: what other
 * programs of a busy machine take is not counted, what its own threads do beside the loop is.
 */
export function watchLoop(): { stop(): number } {
  let before = process.cpuUsage();
  let longest = 0;
  const look = () => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    longest = Math.max(longest, (user + system) / 1_000);
  };
  const timer = setInterval(look, 1);
  return {
    stop() {
      look();
      clearInterval(timer);
      return longest;
    },
  };
}
