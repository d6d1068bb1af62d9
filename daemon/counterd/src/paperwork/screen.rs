//! Papers for the API: PDF files, and pictures of what a roll would show.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use documents::labels::LabelInput;
use documents::{DocumentError, Form};
use domain::Timestamp;
use domain::ids::JobId;
use domain::job::PaperKind;
use engine::Queries;
use paper::escpos::{Profile, encode, print};
use paper::label::{Dpi, preview};
use protocol::v1::document;
use protocol::v1::job::Previewed;
use server::{PaperError, Papers, Rendered};
use uuid::Uuid;

use super::{Made, Paperwork, PaperworkError};
use crate::told::chain;

/// Makes papers for whoever asks over the API.
pub(crate) struct Screen {
    pub(crate) paperwork: Arc<Paperwork>,
    pub(crate) queries: Arc<dyn Queries>,
}

impl Papers for Screen {
    fn render(
        &self,
        what: PaperKind,
        id: Uuid,
        form: document::Form,
    ) -> Result<Rendered, PaperError> {
        let (form, profile) = match form {
            document::Form::Roll58 => (Form::Roll58, Profile::epson_58mm()),
            document::Form::Roll80 => (Form::Roll80, Profile::epson_80mm()),
            document::Form::A4 => (Form::A4, Profile::epson_80mm()),
            document::Form::Letter => (Form::Letter, Profile::epson_80mm()),
        };
        let now = Timestamp::from_unix_ms(crate::clock::now_ms());
        let made = self.paperwork.paper(what, id, form, now, &*self.queries);
        match made.map_err(refused)? {
            Made::Paper(documents::Rendered::Pdf(bytes)) => Ok(Rendered {
                media_type: "application/pdf",
                bytes,
            }),
            Made::Paper(documents::Rendered::Roll(document)) => Ok(Rendered {
                media_type: "image/png",
                bytes: picture(&document, &profile).map_err(refused)?,
            }),
            Made::Label(label) => Ok(Rendered {
                media_type: "image/png",
                bytes: self.label(&label).map_err(refused)?,
            }),
        }
    }

    fn sent(&self, job: JobId) -> Result<Option<Previewed>, PaperError> {
        self.previewed(job).map_err(refused)
    }
}

impl Screen {
    fn previewed(&self, job: JobId) -> Result<Option<Previewed>, PaperworkError> {
        let Some(papers) = self.paperwork.sent(job, &*self.queries)? else {
            return Ok(None);
        };
        let png = |paper| paper::preview::png(paper).map(|png| STANDARD.encode(png));
        Ok(Some(Previewed {
            pages: papers.iter().map(png).collect::<Result<_, _>>()?,
            text: papers.iter().flat_map(|paper| paper.text_lines()).collect(),
        }))
    }

    fn label(&self, label: &LabelInput) -> Result<Vec<u8>, PaperworkError> {
        let label = self.paperwork.lay_out(label, None)?;
        preview(&label, Dpi::Dpi203).map_err(|error| PaperworkError::Label(error.to_string()))
    }
}

/// Draws what the printer would print of the bytes it would be sent, so that screen and paper cannot differ.
fn picture(document: &paper::Document, profile: &Profile) -> Result<Vec<u8>, PaperworkError> {
    let printed = print(profile, &encode(document, profile));
    let printed = printed.first().ok_or(PaperworkError::Gone)?;
    Ok(paper::preview::png(printed)?)
}

fn refused(error: PaperworkError) -> PaperError {
    match error {
        PaperworkError::Store(error) => PaperError::Store(error),
        PaperworkError::Label(reason) => PaperError::Label(reason),
        PaperworkError::Gone
        | PaperworkError::NoStatement
        | PaperworkError::Document(DocumentError::Ticket(_) | DocumentError::NoNumber(_)) => {
            PaperError::Nothing(chain(&error))
        }
        error => PaperError::Failed(Box::new(error)),
    }
}
