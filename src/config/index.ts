export { currentProfile, defineSettings, findSettingsModule } from "./define-settings.ts";
export type { LoadedSettings, Settings, SettingsSource } from "./define-settings.ts";
export type { SettingsOptions } from "./declared-settings.ts";
export {
  BAD_PREFIX,
  BAD_SETTING_NAME,
  NO_SETTINGS,
  SETTING_EXPECTED,
  SETTING_NAME_TAKEN,
  SETTINGS_INVALID,
  SettingsError,
  UNKNOWN_SETTING,
} from "./errors.ts";
export { parseDotenv } from "./parse-dotenv.ts";
export type { Dotenv, DotenvEntry, DotenvProblem } from "./parse-dotenv.ts";
export type { Profile } from "./profile.ts";
export type { SettingFields } from "./setting.ts";
export type { SettingProblem } from "./setting-problem.ts";
export type { SettingRow } from "./setting-rows.ts";
export type { SettingChanges, SettingValues } from "./setting-values.ts";
export { standardSettings } from "./standard-settings.ts";
