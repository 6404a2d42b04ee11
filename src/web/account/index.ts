export { hashPassword } from '../../accounts/index.js';
export { type AccountDependencies, accountRoutes } from './accountRoutes.js';
export { homeOf } from './homeOf.js';
export { identify, setUpPassport } from './passport.js';
