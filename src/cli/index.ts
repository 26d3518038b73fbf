export { main } from "./command-line.ts";
export type { Surroundings } from "./terminal.ts";
export {
  CLI_APP_BROKEN,
  CLI_APP_MISSING,
  CLI_BAD_INPUT,
  CLI_BAD_PROJECT_NAME,
  CLI_CANCELLED,
  CLI_COMMAND_CLASH,
  CLI_FILE_EXISTS,
  CLI_FOLDER_NOT_EMPTY,
  CLI_NO_APP,
  CLI_NO_DATABASE,
  CLI_NO_SETTINGS,
  CLI_NOT_AN_APP,
  CLI_SETTING_UNHEARD,
  CLI_UNKNOWN_COMMAND,
  CLI_USAGE,
} from "./errors.ts";
