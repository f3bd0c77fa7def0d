/** What a terminal would obey, or show in another order, instead of printing it. Line ends and tabs are left. */
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Text with its further lines indented: whatever it holds, none of them passes for one of ours. */
export function inset(text: string): string {
  return text.replaceAll('\n', '\n    ');
}

/** Text that comes from files, servers and package managers, fit for a terminal. */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(obeyed, '\ufffd');
}
