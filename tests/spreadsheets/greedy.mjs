// Takes all the memory that it gets.
const kept = [];
for (;;) kept.push(Array.from({ length: 100_000 }, (_, place) => ({ place })));
