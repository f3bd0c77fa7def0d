import { withdrawNavigator } from './navigator.js';
// The driver loads between the two.
import Client from 'pg/lib/client';

withdrawNavigator();

export { Client };
