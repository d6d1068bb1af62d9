//! What a cash drawer's sensor told.

use domain::drawer::DrawerEvent;
use domain::ids::{DeviceName, JobId};

use crate::record::macros::form_events;

form_events!(DrawerEvent, "drawer" {
    Opened = "opened" { device: DeviceName, job: Option<JobId>, },
    LeftOpen = "left_open",
    Closed = "closed",
});
