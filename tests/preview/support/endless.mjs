import process from 'node:process';

// A drawing that never ends and hears nothing.
process.once('message', () => {
  for (;;);
});
