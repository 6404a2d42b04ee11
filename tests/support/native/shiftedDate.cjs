// Loaded before anything else into the processes of a test run on a chosen date (`node --require`): every clock of the
// process is away from the machine's by the same length of time, and goes on.
const Real = Date;
const shift = Number(process.env.XINFU_DATE_SHIFT_MS);
if (!Number.isSafeInteger(shift)) throw new Error('XINFU_DATE_SHIFT_MS is no number of milliseconds');
const now = () => Real.now() + shift;

const Shifted = new Proxy(Real, {
  construct: (target, args, made) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, made === Shifted ? target : made),
  apply: () => new Real(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
Object.defineProperty(Real.prototype, 'constructor', { value: Shifted, writable: true, configurable: true });
globalThis.Date = Shifted;
