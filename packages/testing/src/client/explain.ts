/** A node of a plan, as `explain (format json)` names things. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
  readonly [property: string]: unknown;
}

/** How the server means to run a statement, or has run it. */
export interface QueryPlan {
  readonly root: PlanNode;
  /** All nodes: each before those below it. */
  readonly nodes: readonly PlanNode[];
  /** Whether there is a node of this type, such as `Seq Scan`; with `table`, one that reads it. */
  has(type: string, table?: string): boolean;
  usesIndex(name: string): boolean;
}

export interface ExplainOptions {
  /** Run the statement, and tell how that went: times, rows, loops. What it does is undone. Default: `false`. */
  readonly analyze?: boolean | undefined;
  /**
   * Settings of the planner for this statement. A test table has few rows, which are read faster without an index:
   * `{ enable_seqscan: 'off' }` asks whether the index could be used.
   */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

export function explainStatement(sql: string, { analyze = false }: ExplainOptions): string {
  return `explain (format json${analyze ? ', analyze, buffers' : ''}) ${sql}`;
}

/** The one row of the answer. */
export interface ExplainRow {
  readonly 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }];
}

export function readPlan({ 'QUERY PLAN': [{ Plan: root }] }: ExplainRow): QueryPlan {
  const nodes = flatten(root);
  return {
    root,
    nodes,
    has: (type, table) =>
      nodes.some((node) => node['Node Type'] === type && (table === undefined || node['Relation Name'] === table)),
    usesIndex: (name) => nodes.some((node) => node['Index Name'] === name),
  };
}

function flatten(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}
