/** What people are offered to ask on the messages tab: at most four (docs.slack.dev, agent_view, August 2026). */
export const PROMPTS = [
  { title: 'Make an ad', message: 'I would like a 15 second ad for a product.' },
  { title: 'Tell me what you need', message: 'What do you need from me to make an ad?' },
  { title: 'What does it cost?', message: 'What does an ad cost, and when do I pay?' },
] as const;
