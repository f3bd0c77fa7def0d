/** Every test database begins with it, every template with the other one; nothing that does not is ever touched. */
export const databasePrefix = 'pgpm_test_';
export const templatePrefix = 'pgpm_template_';

/** PostgreSQL cuts longer names off. */
const longestName = 63;

/** `pgpm_test_jobs_1f9a3c20be57`: what is tested, for people who look, and `random` to be alone. */
export function databaseName(subject: string, random: string): string {
  return compose(databasePrefix, subject, random);
}

/** `pgpm_template_jobs_0a1b2c3d4e5f6071`: `key` stands for everything that the template was made from. */
export function templateName(subject: string, key: string): string {
  return compose(templatePrefix, subject, key);
}

function compose(prefix: string, subject: string, unique: string): string {
  const word = subject.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  return `${prefix}${word.slice(0, longestName - prefix.length - unique.length - 1)}_${unique}`;
}
