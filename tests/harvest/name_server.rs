//! A name server (RFC 1035) that answers as the first label of a name says, over UDP and, for what is long, TCP.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UdpSocket},
};

const PORT: u16 = 53;
const MOST_BY_UDP: usize = 512;

const A: u16 = 1;
const CNAME: u16 = 5;
const AAAA: u16 = 28;

/// What is said of a name, whose first label it is given.
pub type Says = Arc<dyn Fn(&str) -> Saying + Send + Sync>;

#[derive(Clone, Debug)]
pub enum Saying {
    Addresses(Vec<IpAddr>),
    /// The same, so much later.
    After(Duration, Vec<IpAddr>),
    Nothing,
    /// SERVFAIL (2), NXDOMAIN (3), ….
    Fault(u8),
    /// It is another name for itself.
    Circle,
}

/// Questions of a kind that were asked.
#[derive(Clone, Default)]
pub struct Asked(Arc<AtomicUsize>);

impl Asked {
    /// How often before.
    pub fn again(&self) -> usize {
        self.0.fetch_add(1, Ordering::SeqCst)
    }

    pub fn times(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Serves until the process ends.
pub async fn serve(says: Says) {
    let udp = Arc::new(UdpSocket::bind((Ipv4Addr::LOCALHOST, PORT)).await.unwrap());
    let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, PORT)).await.unwrap();
    let by_tcp = Arc::clone(&says);
    tokio::spawn(async move {
        while let Ok((stream, _)) = tcp.accept().await {
            tokio::spawn(talk(stream, Arc::clone(&by_tcp)));
        }
    });
    tokio::spawn(async move {
        let mut question = [0; 1_024];
        while let Ok((length, from)) = udp.recv_from(&mut question).await {
            let (question, says, udp) = (question[..length].to_vec(), Arc::clone(&says), Arc::clone(&udp));
            tokio::spawn(async move {
                if let Some(answer) = answer(&question, &says, MOST_BY_UDP).await {
                    let _ = udp.send_to(&answer, from).await;
                }
            });
        }
    });
}

async fn talk(mut stream: TcpStream, says: Says) -> std::io::Result<()> {
    loop {
        let mut question = vec![0; usize::from(stream.read_u16().await?)];
        stream.read_exact(&mut question).await?;
        if let Some(answer) = answer(&question, &says, usize::from(u16::MAX)).await {
            stream.write_u16(u16::try_from(answer.len()).unwrap()).await?;
            stream.write_all(&answer).await?;
        }
    }
}

/// A message of at most so many bytes, or one that says that there is more.
async fn answer(question: &[u8], says: &Says, most: usize) -> Option<Vec<u8>> {
    let (name, kind, end) = asked(question)?;
    let first = name.split('.').next().unwrap_or_default();
    let (fault, records): (u8, Vec<Vec<u8>>) = match says(first) {
        Saying::Nothing => return None,
        Saying::Fault(code) => (code, Vec::new()),
        Saying::Circle => (0, vec![record(CNAME, &[0xc0, 12])]),
        Saying::Addresses(addresses) => (0, of_kind(kind, &addresses)),
        Saying::After(wait, addresses) => {
            tokio::time::sleep(wait).await;
            (0, of_kind(kind, &addresses))
        }
    };
    let message = |cut: u8, records: &[Vec<u8>]| {
        let count = u16::try_from(records.len()).unwrap().to_be_bytes();
        // A response; recursion was desired and is available; a question, answers, nothing else.
        let head = [question[0], question[1], 0x81 | cut, 0x80 | fault, 0, 1, count[0], count[1], 0, 0, 0, 0];
        [&head, &question[12..end], &records.concat()].concat()
    };
    let whole = message(0, &records);
    Some(if whole.len() > most { message(0x02, &[]) } else { whole })
}

fn of_kind(kind: u16, addresses: &[IpAddr]) -> Vec<Vec<u8>> {
    let records = addresses.iter().filter_map(|address| match (kind, address) {
        (A, IpAddr::V4(address)) => Some(record(A, &address.octets())),
        (AAAA, IpAddr::V6(address)) => Some(record(AAAA, &address.octets())),
        _ => None,
    });
    records.collect()
}

/// Of the name that was asked for, in the class IN, to be kept for no time at all.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let [kind, length] = [kind, u16::try_from(data.len()).unwrap()].map(u16::to_be_bytes);
    [&[0xc0, 12], &kind[..], &[0, 1, 0, 0, 0, 0], &length, data].concat()
}

/// The name, the kind of record, and where the question ends.
fn asked(message: &[u8]) -> Option<(String, u16, usize)> {
    let (mut labels, mut at) = (Vec::new(), 12);
    loop {
        let length = usize::from(*message.get(at)?);
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(message.get(at + 1..at + 1 + length)?).to_ascii_lowercase());
        at += 1 + length;
    }
    let kind = u16::from_be_bytes([*message.get(at + 1)?, *message.get(at + 2)?]);
    Some((labels.join("."), kind, at + 5))
}

/// `v4-7f000001` and `v6-…` as addresses, any number of them joined by `-and-`.
pub fn written(label: &str) -> Option<Vec<IpAddr>> {
    let one = |text: &str| match text.split_once('-')? {
        ("v4", hex) => Some(IpAddr::V4(Ipv4Addr::from_bits(u32::from_str_radix(hex, 16).ok()?))),
        ("v6", hex) => Some(IpAddr::V6(Ipv6Addr::from_bits(u128::from_str_radix(hex, 16).ok()?))),
        _ => None,
    };
    label.split("-and-").map(one).collect()
}
