import type { CodedError, Examined } from '@pgpm/engine';

/** What a look at one thing found. */
export type Finding = Examined;

export function ok(name: string, message: string): Finding {
  return { name, state: 'ok', message };
}

export function warning(name: string, message: string, hint: string): Finding {
  return { name, state: 'warning', message, hint };
}

export function failed(name: string, message: string, hint?: string): Finding {
  return { name, state: 'failed', message, hint };
}

/** What keeps somebody from looking is what was found. */
export async function attempt(name: string, look: () => Finding | Promise<Finding>): Promise<Finding> {
  const { isCodedError } = await import('@pgpm/engine');
  try {
    return await look();
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return failure(name, error);
  }
}

export function failure(name: string, { code, message, hint }: CodedError): Finding {
  return failed(name, `${code}: ${message}`, hint);
}
