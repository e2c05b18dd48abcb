//! One test a mode of the misbehaving server (the table of the mail promise).

use std::{
    convert::Infallible,
    future::ready,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use practice_commons::{
    domain::EmailAddress,
    mail::{
        Failure, FailureKind, Parcel, Phase, Sent, SmtpSettings, Transport,
        smtp::{Limits, Tls},
    },
};

use super::smtp_server::{CERTIFICATE, Mode, Security, SmtpServer};

const MESSAGE: &[u8] = b"Message-ID: <1.x@site.example>\r\nSubject: x\r\n\r\none\r\n.\r\n..two\r\n";

/// Time enough for a server that answers, on a busy machine.
fn patient(port: u16) -> SmtpSettings {
    let second = Duration::from_secs(20);
    let limits = Limits { connect: second, command: second, dot: second, ..Limits::default() };
    SmtpSettings { limits, ..SmtpSettings::loopback(port) }
}

/// For a server that will not answer.
fn impatient(port: u16) -> SmtpSettings {
    let limits =
        Limits { command: Duration::from_millis(300), dot: Duration::from_millis(400), ..patient(port).limits };
    SmtpSettings { limits, ..SmtpSettings::loopback(port) }
}

async fn send(settings: SmtpSettings) -> Result<Sent, Failure> {
    send_bytes(settings, MESSAGE).await
}

async fn send_bytes(settings: SmtpSettings, bytes: &[u8]) -> Result<Sent, Failure> {
    let from = EmailAddress::parse("bounces+7@site.example").unwrap();
    let to = EmailAddress::parse("olena@melitopol.example").unwrap();
    let parcel = Parcel { from: &from, to: &to, message_id: "<1.x@site.example>", bytes };
    Transport::Smtp(Arc::new(settings)).send(&parcel, ready(Ok::<(), Infallible>(()))).await
}

#[track_caller]
fn failed(result: Result<Sent, Failure>, phase: Phase, kind: FailureKind) -> Failure {
    let failure = result.expect_err("accepted");
    assert_eq!((failure.phase, failure.kind), (phase, kind), "{failure:?}");
    failure
}

#[tokio::test]
async fn a_message_arrives_as_it_was_made() {
    let server = SmtpServer::start(Mode::Fine).await;
    let sent = send(patient(server.port)).await.unwrap();
    assert_eq!(sent.reply, "250 2.0.0 Ok: queued as 4Yb2");
    let taken = server.taken();
    assert_eq!((taken[0].from.as_str(), taken[0].to.as_str()), ("bounces+7@site.example", "olena@melitopol.example"));
    // lettre ends the message with one line end of its own.
    assert_eq!(taken[0].message, [MESSAGE, b"\r\n"].concat());
    assert_eq!(server.commands()[0], "EHLO localhost.localdomain");
}

#[tokio::test]
async fn a_refused_port_defers_and_blames_the_relay() {
    let port = SmtpServer::start(Mode::Fine).await.port;
    let failure = failed(send(patient(port)).await, Phase::Connect, FailureKind::Deferred);
    assert!(failure.blames_relay());
}

#[tokio::test]
async fn a_silent_banner_defers() {
    let server = SmtpServer::start(Mode::SilentBanner).await;
    let failure = failed(send(impatient(server.port)).await, Phase::Banner, FailureKind::Deferred);
    assert_eq!(failure.text, "no answer within 0.3 s");
    assert!(failure.blames_relay());
}

#[tokio::test]
async fn silence_after_a_command_defers_in_its_phase() {
    for (command, phase) in
        [("EHLO", Phase::Ehlo), ("MAIL", Phase::MailFrom), ("RCPT", Phase::Rcpt), ("DATA", Phase::Data)]
    {
        let server = SmtpServer::start(Mode::Silent(command)).await;
        failed(send(impatient(server.port)).await, phase, FailureKind::Deferred);
        assert!(server.taken().is_empty());
    }
}

#[tokio::test]
async fn a_554_banner_is_the_relays_fault_not_the_addresss() {
    let server = SmtpServer::start(Mode::Replies("BANNER", "554 5.3.2 go away")).await;
    let failure = failed(send(patient(server.port)).await, Phase::Banner, FailureKind::RelayFault);
    assert_eq!((failure.code, failure.text.as_str()), (Some(554), "554 5.3.2 go away"));
    assert!(failure.blames_relay());
}

#[tokio::test]
async fn a_refused_login_is_the_relays_fault() {
    let server = SmtpServer::start(Mode::Replies("AUTH", "535 5.7.8 wrong password")).await;
    let login = Some(("user".to_owned(), "secret".to_owned()));
    let failure =
        failed(send(SmtpSettings { login, ..patient(server.port) }).await, Phase::Auth, FailureKind::RelayFault);
    assert!(!failure.text.contains("secret"));
}

#[tokio::test]
async fn a_421_at_mail_defers() {
    let server = SmtpServer::start(Mode::Replies("MAIL", "421 4.3.2 shutting down")).await;
    let failure = failed(send(patient(server.port)).await, Phase::MailFrom, FailureKind::Deferred);
    assert!(failure.blames_relay());
}

#[tokio::test]
async fn greylisting_defers_as_long_as_the_server_asks() {
    let server = SmtpServer::start(Mode::Replies("RCPT", "450 4.2.0 Greylisted, try again in 300 seconds")).await;
    let failure = failed(send(patient(server.port)).await, Phase::Rcpt, FailureKind::Deferred);
    assert_eq!(failure.retry_after, Some(Duration::from_mins(5)));
    assert!(!failure.blames_relay());
}

#[tokio::test]
async fn an_unknown_mailbox_is_refused() {
    let server = SmtpServer::start(Mode::Replies("RCPT", "550 5.1.1 no such user")).await;
    failed(send(patient(server.port)).await, Phase::Rcpt, FailureKind::RefusedAddress);
}

#[tokio::test]
async fn a_full_mailbox_is_only_deferred() {
    let server = SmtpServer::start(Mode::Replies("RCPT", "552 5.2.2 mailbox full")).await;
    failed(send(patient(server.port)).await, Phase::Rcpt, FailureKind::Deferred);
}

#[tokio::test]
async fn a_server_gone_during_the_message_defers() {
    let server = SmtpServer::start(Mode::ClosesDuringData).await;
    let mut settings = patient(server.port);
    settings.limits.farewell = Duration::from_secs(20);
    failed(send(settings).await, Phase::Data, FailureKind::Deferred);
    // More than the sockets hold between them: there the break shows while writing.
    let long = "x".repeat(70).into_bytes().into_iter().chain(*b"\r\n").collect::<Vec<_>>().repeat(200_000);
    failed(send_bytes(patient(server.port), &long).await, Phase::Data, FailureKind::Deferred);
    assert!(server.taken().is_empty());
}

#[tokio::test]
async fn a_reset_after_the_dot_is_uncertain() {
    let server = SmtpServer::start(Mode::ResetsAfterDot).await;
    let failure = failed(send(patient(server.port)).await, Phase::Dot, FailureKind::Uncertain);
    assert_eq!(server.taken().len(), 1);
    assert!(!failure.blames_relay());
}

#[tokio::test]
async fn silence_after_the_dot_is_uncertain() {
    let server = SmtpServer::start(Mode::Silent("DOT")).await;
    failed(send(impatient(server.port)).await, Phase::Dot, FailureKind::Uncertain);
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn a_refusal_after_the_dot_is_read_like_any_other() {
    let server = SmtpServer::start(Mode::Replies("DOT", "451 4.3.0 try later")).await;
    failed(send(patient(server.port)).await, Phase::Dot, FailureKind::Deferred);
    server.set(Mode::Replies("DOT", "554 5.6.0 looks like spam"));
    failed(send(patient(server.port)).await, Phase::Dot, FailureKind::RefusedContent);
    assert!(server.taken().is_empty());
}

#[tokio::test]
async fn nonsense_after_the_dot_is_uncertain() {
    for nonsense in ["ok thanks", "354 go ahead", "999 what"] {
        let server = SmtpServer::start(Mode::Replies("DOT", nonsense)).await;
        failed(send(patient(server.port)).await, Phase::Dot, FailureKind::Uncertain);
    }
}

#[tokio::test]
async fn an_acceptance_before_the_dot_is_none() {
    let server = SmtpServer::start(Mode::AcceptsBeforeDot).await;
    let mut settings = patient(server.port);
    settings.limits.farewell = Duration::from_secs(20);
    failed(send(settings).await, Phase::Dot, FailureKind::Uncertain);
}

#[tokio::test]
async fn a_wrong_go_ahead_is_nonsense() {
    let server = SmtpServer::start(Mode::Replies("DATA", "250 fine")).await;
    failed(send(patient(server.port)).await, Phase::Data, FailureKind::Deferred);
    server.set(Mode::Replies("RCPT", "354 go ahead"));
    failed(send(patient(server.port)).await, Phase::Rcpt, FailureKind::Deferred);
}

#[tokio::test]
async fn a_server_gone_at_quit_has_accepted() {
    let server = SmtpServer::start(Mode::DropsOnQuit).await;
    assert!(send(patient(server.port)).await.is_ok());
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn without_starttls_nothing_is_said_in_plain_text() {
    let server = SmtpServer::start(Mode::Fine).await;
    let login = Some(("user".to_owned(), "secret".to_owned()));
    let settings = SmtpSettings { tls: Tls::StartTls, login, ..patient(server.port) };
    failed(send(settings).await, Phase::Tls, FailureKind::RelayFault);
    assert_eq!(server.connections(), 1);
    assert_eq!(server.commands(), ["EHLO localhost.localdomain"]);
}

#[tokio::test]
async fn both_ways_to_tls_work_with_a_trusted_certificate() {
    for (security, tls) in [(Security::StartTls, Tls::StartTls), (Security::Implicit, Tls::Implicit)] {
        let server = SmtpServer::secured(Mode::Fine, security).await;
        let login = Some(("user".to_owned(), "secret".to_owned()));
        let settings = SmtpSettings { tls, login, extra_roots: vec![CERTIFICATE.to_vec()], ..patient(server.port) };
        assert_eq!(settings.faults(), Vec::<String>::new());
        send(settings).await.unwrap();
        assert_eq!(server.taken()[0].message, [MESSAGE, b"\r\n"].concat());
    }
}

#[tokio::test]
async fn after_the_dot_tls_breaks_are_uncertain_too() {
    for (security, tls) in [(Security::StartTls, Tls::StartTls), (Security::Implicit, Tls::Implicit)] {
        let server = SmtpServer::secured(Mode::ResetsAfterDot, security).await;
        let settings = SmtpSettings { tls, extra_roots: vec![CERTIFICATE.to_vec()], ..patient(server.port) };
        failed(send(settings).await, Phase::Dot, FailureKind::Uncertain);
        assert_eq!(server.taken().len(), 1);
        server.set(Mode::ClosesDuringData);
        let mut settings = SmtpSettings { tls, extra_roots: vec![CERTIFICATE.to_vec()], ..patient(server.port) };
        settings.limits.farewell = Duration::from_secs(20);
        failed(send(settings).await, Phase::Data, FailureKind::Deferred);
    }
}

#[tokio::test]
async fn an_untrusted_certificate_is_the_relays_fault() {
    for (security, tls) in [(Security::StartTls, Tls::StartTls), (Security::Implicit, Tls::Implicit)] {
        let server = SmtpServer::secured(Mode::Fine, security).await;
        failed(send(SmtpSettings { tls, ..patient(server.port) }).await, Phase::Tls, FailureKind::RelayFault);
        assert!(server.taken().is_empty());
    }
}

#[tokio::test]
async fn answers_slipped_in_before_tls_are_not_believed() {
    let injected = "220 go ahead\r\n250-test\r\n250 AUTH PLAIN\r\n235 welcome\r\n";
    let server = SmtpServer::secured(Mode::TlsNonsense(injected), Security::StartTls).await;
    let settings = SmtpSettings { tls: Tls::StartTls, ..patient(server.port) };
    failed(send(settings).await, Phase::Tls, FailureKind::RelayFault);
}

#[tokio::test]
async fn the_caller_is_asked_right_before_the_message_leaves() {
    let server = SmtpServer::start(Mode::Fine).await;
    let transport = Transport::Smtp(Arc::new(patient(server.port)));
    let from = EmailAddress::parse("desk@site.example").unwrap();
    let parcel = Parcel { from: &from, to: &from, message_id: "<1.x@site.example>", bytes: MESSAGE };
    let asked = AtomicBool::new(false);
    let refuse = async {
        assert_eq!(server.commands().last().map(String::as_str), Some("RCPT TO:<desk@site.example>"));
        asked.store(true, Ordering::SeqCst);
        Err("lease lost")
    };
    let failure = failed(transport.send(&parcel, refuse).await, Phase::Data, FailureKind::Withheld);
    assert_eq!(failure.text, "lease lost");
    assert!(asked.load(Ordering::SeqCst) && server.taken().is_empty() && !failure.blames_relay());
}

#[tokio::test]
async fn the_whole_sending_has_its_limit() {
    let server = SmtpServer::start(Mode::Silent("RCPT")).await;
    let mut settings = patient(server.port);
    settings.limits.whole = Duration::from_millis(300);
    failed(send(settings).await, Phase::Rcpt, FailureKind::Deferred);
}

#[tokio::test]
async fn a_sending_can_be_spawned() {
    let server = SmtpServer::start(Mode::Fine).await;
    let settings = patient(server.port);
    tokio::spawn(async move { send(settings).await }).await.unwrap().unwrap();
}
