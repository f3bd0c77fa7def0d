import { outdatedTemplates, type StoredTemplate } from './prune.js';

const day = 24 * 60 * 60 * 1000;
const now = Date.parse('2030-06-15T00:00:00Z');
const template = (name: string, ageInDays: number): StoredTemplate => ({
  name,
  usedAt: new Date(now - ageInDays * day).toISOString(),
});

test('templates go after a week without use', () => {
  expect(outdatedTemplates([template('new', 0), template('week', 7), template('old', 7.1)], now)).toEqual(['old']);
});

test('of too many the least recently used go', () => {
  const many = Array.from({ length: 43 }, (_, place) => template(`t${place}`, place / 100));
  expect(outdatedTemplates(many.reverse(), now)).toEqual(['t40', 't41', 't42']);
});
