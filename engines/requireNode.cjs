// Loaded before anything else (`node --require`), so it keeps to syntax and modules that an old Node can still read.
const LEAST = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
  process.stderr.write(
    `Xinfu needs Node ${LEAST.join('.')} or newer and this is Node ${process.versions.node}. ` +
      'Install Node 20 (nodejs.org or your system packages) and run the same command again.\n',
  );
  process.exit(1);
}
