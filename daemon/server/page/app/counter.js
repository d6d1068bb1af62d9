// @ts-check
/** The page's one connection to the daemon. */
import { Counterd } from "../client/counterd.js";

export const counter = new Counterd();
