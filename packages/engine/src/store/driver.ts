import { withdrawNavigator } from './navigator.js';
// The driver loads between the two.
import { Client } from 'pg';

withdrawNavigator();

export { Client };
