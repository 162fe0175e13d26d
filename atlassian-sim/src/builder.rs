//! How a simulated Atlassian is made and started.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::clock::Clock;
use crate::deliver;
use crate::faults::Fault;
use crate::limits::Limits;
use crate::load::Source;
use crate::persist;
use crate::routes::Door;
use crate::scenario::Scenario;
use crate::server;
use crate::sim::{Running, Sim};
use crate::state::{Recipe, State};
use crate::world::{Manner, Start, World};

/// How large a simulated site is and where it listens; made by [`Sim::builder`].
#[derive(Debug, Clone)]
pub struct SimBuilder {
    users: usize,
    groups: Option<usize>,
    issues: Option<usize>,
    seed: u64,
    latency: Duration,
    jitter: Duration,
    manual_clock: bool,
    clock_skew: i64,
    record_bodies: bool,
    upload_limit: usize,
    index_lag: Duration,
    limits: Option<Limits>,
    faults: Vec<Fault>,
    state: Option<PathBuf>,
    issue_files: Vec<PathBuf>,
    port: u16,
    gateway_port: u16,
}

impl SimBuilder {
    pub(crate) fn new() -> Self {
        Self {
            users: 50,
            groups: None,
            issues: None,
            seed: 0,
            latency: Duration::ZERO,
            jitter: Duration::ZERO,
            manual_clock: false,
            clock_skew: 0,
            record_bodies: false,
            upload_limit: 10 * 1024 * 1024,
            index_lag: Duration::ZERO,
            limits: None,
            faults: Vec::new(),
            state: None,
            issue_files: Vec::new(),
            port: 0,
            gateway_port: 0,
        }
    }

    /// How many accounts the site has in all, hidden ones included; 50 by default, at least 8.
    #[must_use]
    pub fn users(mut self, count: usize) -> Self {
        self.users = count;
        self
    }

    /// How many groups the site has, at least 8. By default one for each 40 accounts, between 12
    /// and 500.
    #[must_use]
    pub fn groups(mut self, count: usize) -> Self {
        self.groups = Some(count);
        self
    }

    /// How many issues Jira has. By default five for each account, and never more than 250,000.
    #[must_use]
    pub fn issues(mut self, count: usize) -> Self {
        self.issues = Some(count);
        self
    }

    /// The seed: the same seed, users and groups always give the same site. 0 by default.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How long every answer is held back; not at all by default.
    #[must_use]
    pub fn latency(mut self, time: Duration) -> Self {
        self.latency = time;
        self
    }

    /// How much longer than that an answer may take, by chance that follows from the seed; not at
    /// all by default.
    #[must_use]
    pub fn latency_jitter(mut self, time: Duration) -> Self {
        self.jitter = time;
        self
    }

    /// How late the search index learns of changes, as [`Sim::set_index_lag`]; at once by default.
    #[must_use]
    pub fn index_lag(mut self, time: Duration) -> Self {
        self.index_lag = time;
        self
    }

    /// Limits what callers may ask; there are no limits by default. See [`Sim::set_limits`].
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// Lets something go wrong from the start, as [`Sim::inject`] does later.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Gives the site a clock that stands still, at 2026-10-01T00:00:00Z, the present of everything
    /// generated, until [`Sim::advance`] turns it. By default it is as late as it really is.
    ///
    /// Stamps, expiry and limits go by this clock; [`latency`](Self::latency) and faults that wait
    /// take real time all the same.
    #[must_use]
    pub fn manual_clock(mut self) -> Self {
        self.manual_clock = true;
        self
    }

    /// Sets the services' clock wrong from the start, as [`Sim::set_clock_skew`] does later.
    #[must_use]
    pub fn clock_skew(mut self, seconds: i64) -> Self {
        self.clock_skew = seconds;
        self
    }

    /// Adds what a scenario says about clock, latency, limits and faults.
    #[must_use]
    pub fn scenario(self, scenario: Scenario) -> Self {
        scenario.apply(self)
    }

    /// Keeps the bodies of requests and answers in [`Sim::requests`]. They are not kept by default,
    /// since they take memory.
    #[must_use]
    pub fn record_bodies(mut self, keep: bool) -> Self {
        self.record_bodies = keep;
        self
    }

    /// The most bytes that an attached file may have; 10 MiB by default. Files are kept in memory.
    #[must_use]
    pub fn upload_limit(mut self, bytes: usize) -> Self {
        self.upload_limit = bytes;
        self
    }

    /// Begins with a state that [`Sim::save`] wrote: its accounts, issues and credentials, and its
    /// clock as far as it was turned. Users, groups, issues and seed are those it was made with.
    ///
    /// A file of another version, and one that is damaged, is refused by [`start`](Self::start).
    #[must_use]
    pub fn load_state(mut self, path: impl Into<PathBuf>) -> Self {
        self.state = Some(path.into());
        self
    }

    /// Takes real issues into the generated site: a file with a JSON object on each line, an issue
    /// as Jira's API answers it (version 3, or version 2 of a Data Center) or a project with its
    /// components and versions. May be called several times.
    ///
    /// Projects, people, issue types, statuses and whatever else the issues name are made where the
    /// site has nothing of that name; people get addresses at example.com. [`Sim::reset`] puts back
    /// the site with these issues. Together with [`load_state`](Self::load_state) that is all that
    /// the files are for: the saved state has its issues already.
    ///
    /// A line that makes no issue, and a key that is taken, are refused by [`start`](Self::start)
    /// with a [`LoadError`](crate::LoadError).
    #[must_use]
    pub fn load_issues(mut self, path: impl Into<PathBuf>) -> Self {
        self.issue_files.push(path.into());
        self
    }

    /// The port of the site; 0, the default, takes any free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The port of the gateway; 0, the default, takes any free one.
    #[must_use]
    pub fn gateway_port(mut self, port: u16) -> Self {
        self.gateway_port = port;
        self
    }

    /// Starts the simulator and returns when it listens.
    ///
    /// It runs on a thread and a runtime of its own: neither a busy nor a paused runtime of the
    /// caller changes how it behaves.
    ///
    /// # Errors
    /// When a port is taken, or the operating system refuses a socket or a thread.
    pub async fn start(self) -> io::Result<Sim> {
        let bind = |port| -> io::Result<(TcpListener, String)> {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
                io::Error::new(
                    error.kind(),
                    format!("cannot listen on port {port}: {error}"),
                )
            })?;
            listener.set_nonblocking(true)?;
            let url = format!("http://{}", listener.local_addr()?);
            Ok((listener, url))
        };
        let site = bind(self.port)?;
        let gateway = bind(self.gateway_port)?;
        let (ready, started) = oneshot::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("atlassian-sim".to_owned())
            .spawn(move || self.run(site, gateway, ready, stopped))?;
        let died = || io::Error::other("the simulator's thread ended before it was ready");
        let world = started.await.map_err(|_| died())??;
        let running = Running::new(stop, thread);
        Ok(Sim::new(world, running))
    }

    /// The state to begin with, from a file or generated, and what is known of its site.
    fn begin(
        &self,
        recipe: Recipe,
        loaded: &[Source],
        clock: &Clock,
    ) -> io::Result<(persist::Site, State)> {
        if let Some(path) = &self.state {
            let (site, mut state) = persist::load(path)?;
            if !loaded.is_empty() {
                // What a reset goes back to has to be possible.
                Start::make(&site.recipe, loaded, clock.now())?;
            }
            clock.set_turned(site.turned);
            state.renew(clock.now());
            return Ok((site, state));
        }
        let made = Start::make(&recipe, loaded, clock.now())?;
        let site = persist::Site {
            cloud_id: made.cloud_id,
            org_id: made.org_id,
            recipe,
            turned: 0,
        };
        Ok((site, made.state))
    }

    /// The simulator's thread.
    fn run(
        self,
        (site, site_url): (TcpListener, String),
        (gateway, gateway_url): (TcpListener, String),
        ready: oneshot::Sender<io::Result<Arc<World>>>,
        stopped: oneshot::Receiver<()>,
    ) {
        let groups = self
            .groups
            .unwrap_or_else(|| (self.users / 40).clamp(12, 500));
        let clock = if self.manual_clock {
            Clock::manual()
        } else {
            Clock::default()
        };
        let recipe = Recipe {
            seed: self.seed,
            users: self.users,
            groups,
            issues: self.issues,
        };
        let files = self.issue_files.iter();
        let loaded: Result<Vec<Source>, _> = files.map(|file| Source::read(file)).collect();
        let begun = loaded.map_err(io::Error::from).and_then(|loaded| {
            let (begun, state) = self.begin(recipe, &loaded, &clock)?;
            Ok((begun, state, loaded))
        });
        let (begun, state, loaded) = match begun {
            Ok(it) => it,
            Err(error) => {
                let _ = ready.send(Err(error));
                return;
            }
        };
        let manner = Manner {
            seed: begun.recipe.seed,
            clock,
            latency: self.latency,
            jitter: self.jitter,
            record_bodies: self.record_bodies,
            upload_limit: self.upload_limit,
        };
        let urls = (site_url, gateway_url);
        let ids = (begun.cloud_id, begun.org_id);
        let start = Start {
            recipe: begun.recipe,
            loaded,
            clock_skew: self.clock_skew,
            index_lag: self.index_lag,
            limits: self.limits,
            faults: self.faults,
        };
        let world = Arc::new(World::new(urls, ids, state, manner, start));
        let runtime = match tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
        {
            Ok(runtime) => runtime,
            Err(error) => {
                let _ = ready.send(Err(error));
                return;
            }
        };
        // Dropping the runtime at the end closes every connection, also those that hang.
        runtime.block_on(async move {
            let listen = |socket: TcpListener| tokio::net::TcpListener::from_std(socket);
            let (site, gateway) = match (listen(site), listen(gateway)) {
                (Ok(site), Ok(gateway)) => (site, gateway),
                (Err(error), _) | (_, Err(error)) => {
                    let _ = ready.send(Err(error));
                    return;
                }
            };
            tokio::spawn(deliver::run(Arc::clone(&world)));
            tokio::spawn(server::serve(site, Arc::clone(&world), Door::Site));
            tokio::spawn(server::serve(gateway, Arc::clone(&world), Door::Gateway));
            if ready.send(Ok(world)).is_ok() {
                let _ = stopped.await;
            }
        });
    }
}
