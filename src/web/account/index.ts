export { identify, setUpPassport } from './passport.js';
