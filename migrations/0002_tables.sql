-- Every table of adgen. People are named by text ids: a chat user exists before anybody signs in with a uuid.
-- Money is whole micro-dollars.

create table if not exists projects (
  id text primary key,
  user_id text not null,
  title text not null,
  -- brief, key of the photo as it arrived, newest receipt
  ad_project_json jsonb not null,
  -- number of the newest plan; 0 before planning
  version integer not null default 0,
  status text not null default 'PENDING' check (status in (
    'PENDING', 'EXTRACTING_PRODUCT', 'PLANNING', 'AWAITING_APPROVAL', 'GENERATING_SCENES', 'COMPOSITING',
    'ADDING_OVERLAYS', 'GENERATING_AUDIO', 'RENDERING', 'COMPLETED', 'FAILED', 'CANCELLED'
  )),
  progress double precision not null default 0 check (progress between 0 and 100),
  -- what is being worked on, in plain words
  activity text,
  cancel_requested boolean not null default false,
  cost bigint not null default 0 check (cost >= 0),
  error_message text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists projects_user_id on projects (user_id);
create index if not exists projects_status on projects (status, created_at);

create table if not exists plan_versions (
  project_id text not null references projects (id) on delete cascade,
  version integer not null check (version > 0),
  plan jsonb not null,
  degraded jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (project_id, version)
);

-- A row means: made, whole, and never made again.
create table if not exists artifacts (
  project_id text not null references projects (id) on delete cascade,
  key text not null,
  took_ms double precision not null check (took_ms >= 0),
  degraded jsonb not null default '[]',
  -- what later steps need to know about it
  facts jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (project_id, key)
);

-- id: {platform}:{workspace}:{channel}:{thread}
create table if not exists threads (
  id text primary key,
  user_id text not null,
  workspace text not null,
  project_id text references projects (id) on delete set null,
  -- the draft brief and the conversation
  state jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists threads_user_id on threads (user_id);
create index if not exists threads_project_id on threads (project_id);

-- Events as they arrived, stored before they are worked on. The key makes a second delivery a no-op.
create table if not exists inbox (
  event_key text primary key,
  thread_id text not null,
  -- order of arrival
  position bigint generated always as identity,
  payload jsonb not null,
  received_at timestamptz not null default now(),
  claimed_by text,
  claimed_until timestamptz,
  done_at timestamptz
);
create index if not exists inbox_open on inbox (thread_id, position) where done_at is null;

-- Which message of the platform shows which card, and what it says now.
create table if not exists deliveries (
  thread_id text not null references threads (id) on delete cascade,
  card_key text not null,
  message_id text not null,
  content_hash text not null,
  updated_at timestamptz not null default now(),
  primary key (thread_id, card_key)
);

-- One paid provider call per fingerprint, ever.
create table if not exists predictions (
  fingerprint text primary key,
  project_id text not null references projects (id) on delete cascade,
  provider text not null,
  model text not null,
  -- known once the provider has answered
  provider_id text,
  -- intent: about to be asked for · unclear: asked for, but the answer was lost
  state text not null default 'intent'
    check (state in ('intent', 'running', 'succeeded', 'failed', 'cancelled', 'unclear')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists predictions_project_id on predictions (project_id);
create unique index if not exists predictions_provider_id on predictions (provider, provider_id) where provider_id is not null;

-- Money reserved before a call and settled after it. It outlives its project: the month's cap counts what was spent.
create table if not exists ledger (
  fingerprint text primary key,
  project_id text not null,
  user_id text not null,
  reserved bigint not null check (reserved >= 0),
  -- what the provider really charged; null until known
  settled bigint check (settled >= 0),
  created_at timestamptz not null default now(),
  settled_at timestamptz
);
create index if not exists ledger_project_id on ledger (project_id);
create index if not exists ledger_created_at on ledger (created_at);

create table if not exists brand_kits (
  workspace text primary key,
  user_id text not null,
  kit jsonb not null,
  updated_at timestamptz not null default now()
);

create table if not exists chat_identities (
  platform text not null,
  workspace text not null,
  platform_user_id text not null,
  user_id text not null,
  created_at timestamptz not null default now(),
  primary key (platform, workspace, platform_user_id)
);
create index if not exists chat_identities_user_id on chat_identities (user_id);
