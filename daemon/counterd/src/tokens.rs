//! `counterd token create`.

use std::path::Path;
use std::process::ExitCode;

use server::token::{Grant, Tokens};

use crate::startup;
use crate::told::{chain, complain, say};

/// The folder of tokens under the data folder.
pub(crate) const FOLDER: &str = "tokens";

pub(crate) fn create(config: &Path, name: String, scopes: Vec<String>) -> ExitCode {
    let settings = match startup::load(config) {
        Ok(settings) => settings,
        Err(code) => return code,
    };
    let tokens = Tokens::new(settings.data_dir.join(FOLDER));
    match tokens.create(&Grant { name, scopes }) {
        Ok(token) => {
            say(&token);
            ExitCode::SUCCESS
        }
        Err(error) => {
            complain(&format!("no token was made: {}", chain(&error)));
            ExitCode::FAILURE
        }
    }
}
