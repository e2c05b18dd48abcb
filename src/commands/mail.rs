//! Trying whether letters arrive.

use std::{process::ExitCode, time::Duration};

use anyhow::Context;

use super::{say, wiring};
use crate::{
    config::Config,
    domain::{Clock, EmailAddress, Lang, Secret},
    mail::{Mailbox, MessageId, Parcel, Stamp, compose_test},
};

#[derive(Debug, clap::Subcommand)]
pub enum MailCommand {
    /// Sends a letter to an address and says what the mail server answered
    Test {
        address: String,
        #[arg(long, default_value = "en")]
        language: Lang,
    },
}

pub async fn run(config: Config, command: MailCommand) -> anyhow::Result<ExitCode> {
    let MailCommand::Test { address, language } = command;
    let to = EmailAddress::parse(&address).with_context(|| format!("could not write to \"{address}\""))?;
    let head = wiring::letterhead(&config)?;
    let transport = wiring::transport(&config)?;
    let now = Clock::System.now();
    let letter = compose_test(now, language, &head);
    let message_id = MessageId::new("test", &Secret::draw().reveal()[..16], head.domain());
    let mailbox = Mailbox { name: String::new(), address: to.clone() };
    let bytes = letter.bytes(&head, &Stamp { to: &mailbox, message_id: &message_id, date: now, thread: None });
    let from = head.envelope_sender("test");
    let parcel = Parcel { from: &from, to: &to, message_id: message_id.as_str(), bytes: &bytes };
    let bar = indicatif::ProgressBar::new_spinner().with_message("talking to the mail server");
    bar.enable_steady_tick(Duration::from_millis(120));
    let sent = transport.send(&parcel, async { Ok::<(), std::convert::Infallible>(()) }).await;
    bar.finish_and_clear();
    match sent {
        Ok(sent) => {
            say(&format!("accepted: {}", sent.reply));
            Ok(ExitCode::SUCCESS)
        }
        Err(failure) => {
            say(&format!("not accepted at {:?}: {}", failure.phase, failure.text));
            Ok(ExitCode::FAILURE)
        }
    }
}
