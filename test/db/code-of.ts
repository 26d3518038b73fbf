/** The code of the error that `run` fails with, `"none"` if it does not. */
export async function codeOf(run: () => unknown): Promise<string> {
  try {
    await run();
    return "none";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
