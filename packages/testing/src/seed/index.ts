export { loadCsv, type CsvFiles } from './csv.js';
export { loadJson, type JsonRows } from './json.js';
export { loadSql } from './sql.js';
