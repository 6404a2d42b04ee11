import process from 'node:process';

// A drawing that never ends and hears nothing.
process.stdin.resume().once('end', () => {
  for (;;);
});
