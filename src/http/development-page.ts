import type { ErrorPage } from "./error-answer.ts";

export const developmentPage: ErrorPage = () => undefined;
