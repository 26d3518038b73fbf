/** `npm start`: says what is here until the example applications are. */
console.log(
  "Quintet: the ground and the data layer. Begin with README.md; `npm test` runs the tests.",
);
