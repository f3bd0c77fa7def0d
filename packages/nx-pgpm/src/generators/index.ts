import { whenCalled } from '../when-called.js';

// By the names that generators.json has for them.
export const changeGenerator = whenCalled(async () => (await import('./change/generator.js')).changeGenerator);
export const moduleGenerator = whenCalled(async () => (await import('./module/generator.js')).moduleGenerator);
export const tagGenerator = whenCalled(async () => (await import('./tag/generator.js')).tagGenerator);
export const renameGenerator = whenCalled(async () => (await import('./rename/generator.js')).renameGenerator);
export const moveGenerator = whenCalled(async () => (await import('./move/generator.js')).moveGenerator);
export const removeGenerator = whenCalled(async () => (await import('./remove/generator.js')).removeGenerator);
export const initGenerator = whenCalled(async () => (await import('./init/generator.js')).initGenerator);
export const configurationGenerator = whenCalled(
  async () => (await import('./configuration/generator.js')).configurationGenerator,
);
export const ciWorkflowGenerator = whenCalled(
  async () => (await import('./ci-workflow/generator.js')).ciWorkflowGenerator,
);
export const convertToInferredGenerator = whenCalled(
  async () => (await import('./convert-to-inferred/generator.js')).convertToInferredGenerator,
);
export const presetGenerator = whenCalled(async () => (await import('./preset/generator.js')).presetGenerator);
export const syncGenerator = whenCalled(async () => (await import('./sync/generator.js')).syncGenerator);
