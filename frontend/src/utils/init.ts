import type { SessionOutcome, TrackingOptions } from "../session/types.js";
import { defaultManager } from "./sessionManager.js";

/**
 * Starts session tracking. To be called as the page starts, before anything else of Leash: it connects, and begins the
 * page's session as the very first message. That ends what the page's former life had going. The session is bound to
 * the connection, so a closed tab ends it, too.
 *
 * The address and the token of the gateway are in the daemon's ready line, and the host hands them to its page: by its
 * bridge, or in the page that it serves. Not in the page's address, which histories and logs keep.
 *
 * A second call closes the connection and begins anew, as a refresh does: what the page has going ends as
 * `CANCELLED_SESSION_CHANGE`, and so does a first call that has not come to its end.
 *
 * @returns how it went; it need not be waited for, since calls wait for the session themselves
 * @throws TypeError that names what of the options is missing or wrong; what there was goes on then
 */
export function initSessionTracking(options: TrackingOptions): Promise<SessionOutcome> {
  return defaultManager.start(options);
}
