/** What can be seen to be wrong before anybody is asked. Pure. */

/** As adgen recommends it to be set where accounts are kept; what is stricter there is said by the answer. */
export const LEAST_PASSWORD = 8;

/** In a sentence; null: it may be right. */
export function emailFault(email: string): string | null {
  if (email.trim() === '') return 'Give your e-mail address.';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? null : 'This is no whole e-mail address.';
}

/** Of a new password. */
export function passwordFault(password: string): string | null {
  if (password === '') return 'Choose a password.';
  return password.length < LEAST_PASSWORD ? `Choose a password of at least ${LEAST_PASSWORD} characters.` : null;
}
