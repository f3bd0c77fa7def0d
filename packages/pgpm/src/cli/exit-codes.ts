/** What the process tells its caller; docs/cli/json.md lists them. */
export const exitCodes = { ok: 0, failure: 1, usage: 2, preflight: 3, locked: 4, drift: 5 } as const;

/** Errors with a code are findings that stopped a command before it changed anything, except these. */
const byCode: Readonly<Record<string, number>> = {
  ...codes(
    exitCodes.usage,
    'USAGE UNKNOWN_COMMAND CONFIRMATION_REQUIRED ENVIRONMENT_INVALID NOTHING_SELECTED WORKSPACE_OPERATION_ERROR',
  ),
  ...codes(exitCodes.locked, 'LOCKED LOCK_UNSUPPORTED EMBEDDED_LOCKED'),
  ...codes(exitCodes.drift, 'PACKAGE_DRIFT VERSION_SKEW INTEGRITY_MISMATCH'),
  ...codes(
    exitCodes.failure,
    'CHANGE_FAILED VERIFICATION_FAILED VERIFY_INCONCLUSIVE OPERATION_FAILED EXTENSION_FAILED TIMEOUT CANCELLED DECLINED ' +
      'CONNECTION_FAILED CONNECTION_LOST LOCK_LOST DATABASE_ERROR DATABASE_MISSING CONCURRENT_DEPLOY SCRIPT_EDITED FILE_CHANGED INSTALL_FAILED ' +
      'CLIENT_TOOL_MISSING FILE_SYSTEM EMBEDDED_UNAVAILABLE EMBEDDED_BINARIES_BROKEN EMBEDDED_INIT_FAILED EMBEDDED_START_FAILED ' +
      'EMBEDDED_STOP_FAILED DATA_DIRECTORY_UNWRITABLE DATA_DIRECTORY_FULL DATA_DIRECTORY_FOREIGN ' +
      'DATA_DIRECTORY_VERSION_MISMATCH WASM_UNAVAILABLE WASM_START_FAILED SCRATCH_SERVER_UNAVAILABLE SCRATCH_DATABASE_NOT_CREATED',
  ),
};

function codes(exitCode: number, names: string): Record<string, number> {
  return Object.fromEntries(names.split(' ').map((name) => [name, exitCode]));
}

/** The exit code for an error with a code. */
export function exitCodeOf(code: string): number {
  return Object.hasOwn(byCode, code) ? (byCode[code] ?? exitCodes.failure) : exitCodes.preflight;
}
