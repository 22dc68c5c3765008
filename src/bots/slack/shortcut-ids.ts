/** What Slack calls the shortcuts of the app: in the manifest, and when one is chosen. */
export const FROM_MESSAGE = 'make_ad_from_message';
export const NEW_AD = 'new_ad';
