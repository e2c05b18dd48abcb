//! Sources that lead to where nobody may look: it is refused and named, and nothing of it is asked for.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use practice_commons::{
    domain::health::Condition,
    harvest::{FetchPolicy, Names, Played},
    jobs::Settings,
};

use super::{Town, furnished, policy};
use crate::{
    harvest::site::{self, Site},
    support::{partner::Partner, store::both_engines},
};

both_engines!(a_name_that_begins_to_lead_inside_is_refused, |bed| async move {
    let partner = Partner::serve("mixed").await;
    let (address, port) = (partner.site.address, partner.site.address.port());
    let names = || Names::Given(Arc::new(move |_| Box::pin(async move { Ok(vec![address]) })));
    // While the name leads to the partner.
    let host = format!("partner.example:{port}");
    let open = FetchPolicy { allowed: vec![host.parse().unwrap()], ..policy(&partner.site, Duration::from_secs(5)) };
    let town = Town::within(&bed, open, names()).await;
    let paste = partner.paste.replace(&partner.site.url(""), &format!("http://{host}"));
    let source = town.add(&Partner { site: partner.site.clone(), paste, records: partner.records.clone() }).await;
    assert_eq!(source.health.condition, Condition::Fine, "{:?}", source.health);
    let before = town.open().await.len();
    assert_eq!(before, partner.records.len());
    partner.site.asked();

    // The same name, now an address within our own network: nothing of it is connected to.
    let closed = FetchPolicy { ports: vec![port], ..FetchPolicy::default() };
    let Town { house, work, ines } = town;
    // One program owns the file.
    drop((house, work));
    let (house, work) = furnished(&bed, closed, names(), Settings::default()).await;
    let town = Town { house, work, ines };
    let after = town.run(&source.slug).await;
    assert_eq!(after.health.condition, Condition::Refused, "{:?}", after.health);
    assert!(after.health.told);
    assert_eq!(partner.site.asked(), Vec::<String>::new());
    assert_eq!(town.open().await.len(), before, "what was found stays as it is");
    let page = town.house.get(&format!("/desk/sources/{}", source.slug), Some(&town.ines)).await;
    page.says(&["is not a public address"]);
});

// Rebinding: the name is public when it is judged first, and leads inside when it is looked up again in the same run.
both_engines!(a_name_that_flips_within_a_run_is_refused, |bed| async move {
    let (partner, inside) = (Partner::serve("mixed").await, Site::start().await);
    for path in partner.site.paths() {
        inside.put(&path, site::Page::html("secret"));
        // Who hangs up after each answer makes us look the name up again.
        partner.site.put(&path, partner.site.page(&path).with("connection", "close"));
    }
    let public = SocketAddr::new([9, 9, 9, 9].into(), 0);
    let (flips, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let answers = (Arc::clone(&flips), Arc::clone(&asked), inside.address);
    let names = Names::Played(Arc::new(Played {
        names: Box::new(move |_| {
            let (flips, asked, inside) = &answers;
            let is_inside = asked.fetch_add(1, Ordering::SeqCst) > 0 && flips.load(Ordering::SeqCst);
            let address = if is_inside { *inside } else { public };
            Box::pin(async move { Ok(vec![address]) })
        }),
        hosts: vec![(public.ip(), partner.site.address)],
    }));
    // What every release may reach, and no pauses.
    let policy = FetchPolicy { least_delay: Duration::ZERO, ..FetchPolicy::default() };
    let town = Town::within(&bed, policy, names).await;
    let paste = partner.paste.replace(&partner.site.url(""), "http://partner.example");
    let list = partner.paste.replace(&partner.site.url(""), "");
    let source = town.add(&Partner { site: partner.site.clone(), paste, records: partner.records.clone() }).await;
    assert_eq!(source.health.condition, Condition::Fine, "{:?}", source.health);
    let before = town.open().await.len();
    assert_eq!(before, partner.records.len());

    // The list comes from the partner; whoever asks for the pages is led inside.
    partner.site.asked();
    flips.store(true, Ordering::SeqCst);
    asked.store(0, Ordering::SeqCst);
    let after = town.run(&source.slug).await;
    assert_eq!(after.health.condition, Condition::Refused, "{:?}", after.health);
    assert!(after.health.told);
    assert_eq!((partner.site.asked(), inside.asked()), (vec![list], Vec::new()));
    assert!(asked.load(Ordering::SeqCst) > 1);
    assert_eq!(town.open().await.len(), before, "what was found stays as it is");
    let page = town.house.get(&format!("/desk/sources/{}", source.slug), Some(&town.ines)).await;
    page.says(&["is not a public address"]);
});

both_engines!(a_bomb_and_a_way_inside_bring_nothing_and_are_named, |bed| async move {
    let partner = Partner::serve("mixed").await;
    let inside = Site::start().await;
    inside.put("/", site::Page::html("secret"));
    let town = Town::on(&bed, &partner.site).await;
    let source = town.add(&partner).await;
    let before = town.open().await.len();
    let list = partner.paste.replace(&partner.site.url(""), "");
    for (page, condition, said) in [
        (site::bomb(), Condition::Failing, "swells to many times its size"),
        (site::Page::redirect(&inside.url("/")), Condition::Refused, "is not a public address"),
    ] {
        partner.site.put(&list, page);
        let after = town.run(&source.slug).await;
        assert_eq!(after.health.condition, condition, "{:?}", after.health);
        assert_eq!(town.open().await.len(), before);
        town.house.get(&format!("/desk/sources/{}", source.slug), Some(&town.ines)).await.says(&[said]);
    }
    assert!(inside.asked().is_empty());
});
