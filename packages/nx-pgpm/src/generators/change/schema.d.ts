/** The options of `nx-pgpm:change` after Nx has applied the defaults of schema.json, which documents them. */
export interface ChangeGeneratorOptions {
  readonly kind:
    | 'schema'
    | 'table'
    | 'column'
    | 'index'
    | 'constraint'
    | 'view'
    | 'function'
    | 'trigger'
    | 'policy'
    | 'grant'
    | 'type'
    | 'domain'
    | 'extension'
    | 'seed'
    | 'empty';
  readonly name: string;
  readonly project?: string | undefined;
  readonly change?: string | undefined;
  readonly requires?: readonly string[] | undefined;
  readonly note?: string | undefined;
  readonly description?: string | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly values?: readonly string[] | undefined;
  readonly type?: string | undefined;
  readonly expression?: string | undefined;
  readonly table?: string | undefined;
  readonly references?: string | undefined;
  readonly function?: string | undefined;
  readonly role?: string | undefined;
  readonly privileges?: readonly string[] | undefined;
  readonly unique?: boolean | undefined;
  readonly rowLevelSecurity?: boolean | undefined;
  readonly templates: string;
}
