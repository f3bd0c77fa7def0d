/** The client in JavaScript. What `pg` itself gives is another one where `NODE_PG_FORCE_NATIVE` is set. */
declare module 'pg/lib/client' {
  import { Client } from 'pg';
  export default Client;
}
