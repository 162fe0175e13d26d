//! Settings from the environment, or from a file `.env` in this directory or one above it.

use std::collections::HashMap;

use crate::outcome::Failure;

/// A setting that a program needs, and what to put there.
#[derive(Clone, Copy, Debug)]
pub struct Needed {
    /// The name of the variable.
    pub name: &'static str,
    /// What to put there, for the message when it is missing.
    pub what: &'static str,
}

/// Where settings come from. The environment goes before the file, and an empty value counts as none.
pub struct Settings {
    file: HashMap<String, String>,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The values are secrets, some of them.
        f.debug_struct("Settings").finish_non_exhaustive()
    }
}

impl Settings {
    /// Reads the file, if there is one.
    ///
    /// # Errors
    /// [`Failure::Usage`] if it cannot be read. No line of it is repeated.
    pub fn read() -> Result<Self, Failure> {
        let lines = match dotenvy::dotenv_iter() {
            Ok(lines) => lines,
            Err(error) if error.not_found() => {
                return Ok(Self {
                    file: HashMap::new(),
                });
            }
            Err(error) => return Err(unreadable(&error)),
        };
        let file = lines
            .collect::<Result<_, _>>()
            .map_err(|error| unreadable(&error))?;
        Ok(Self { file })
    }

    /// A setting, without the spaces around it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        let filled = |value: &str| Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        let variable = std::env::var(name).ok();
        variable
            .as_deref()
            .and_then(filled)
            .or_else(|| self.file.get(name).and_then(|value| filled(value)))
    }

    /// Several settings, or an error that names all that are missing.
    ///
    /// # Errors
    /// [`Failure::Usage`] with what to put where.
    pub fn all<const N: usize>(&self, needed: [Needed; N]) -> Result<[String; N], Failure> {
        let missing: Vec<String> = needed
            .iter()
            .filter(|setting| self.get(setting.name).is_none())
            .map(|setting| format!("{} ({})", setting.name, setting.what))
            .collect();
        if missing.is_empty() {
            return Ok(needed.map(|setting| self.get(setting.name).unwrap_or_default()));
        }
        let (be, them) = if missing.len() == 1 {
            ("is", "it")
        } else {
            ("are", "them")
        };
        Err(Failure::Usage(format!(
            "{} {be} not set; put {them} into the environment or a file `.env`, or try `--demo`, which needs no account",
            missing.join(", ")
        )))
    }
}

fn unreadable(error: &dotenvy::Error) -> Failure {
    let reason = match error {
        // The line may hold a secret.
        dotenvy::Error::LineParse(_, at) => {
            format!("a line of it is not `NAME=value` (at character {at})")
        }
        dotenvy::Error::Io(error) => error.to_string(),
        _ => "it is not text".to_owned(),
    };
    Failure::Usage(format!("the file `.env` cannot be read: {reason}"))
}
