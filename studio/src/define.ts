import { StudioApp } from './app/studio-app.ts';
import { ConfirmDialog } from './components/confirm-dialog.ts';
import { ConflictPanel } from './components/conflict-panel.ts';
import { CopyButton } from './components/copy-button.ts';
import { EmbedOptionsForm } from './components/embed-options.ts';
import { EmbeddingField } from './components/embedding-field.ts';
import { ImportForm } from './components/import-form.ts';
import { NoticeBar } from './components/notice-bar.ts';
import { SharePanel } from './components/share-panel.ts';
import { SiteForm } from './components/site-form.ts';
import { TokenForm } from './components/token-form.ts';
import { VideoForm } from './components/video-form.ts';
import { VideoPoster } from './components/video-poster.ts';
import { VideoStatus } from './components/video-status.ts';
import { VideoTable } from './components/video-table.ts';
import { VisibilityLabel } from './components/visibility-label.ts';
import { GuestsPage } from './pages/guests-page.ts';
import { SitesPage } from './pages/sites-page.ts';
import { UploadPage } from './pages/upload-page.ts';
import { VideoPage } from './pages/video-page.ts';
import { VideosPage } from './pages/videos-page.ts';
import { PosterPanel } from './poster/poster-panel.ts';
import { ArchivePanel } from './archive/archive-panel.ts';
import { SourcePanel } from './source/source-panel.ts';
import { CaptionsEditor } from './texts/captions-editor.ts';
import { CaptionsGenerator } from './texts/captions-generator.ts';
import { ChaptersEditor } from './texts/chapters-editor.ts';
import { TextsPanel } from './texts/texts-panel.ts';
import { FilmStrip } from './trim/film-strip.ts';
import { TrimLine } from './trim/trim-line.ts';
import { TrimPanel } from './trim/trim-panel.ts';

const elements = {
  'captions-editor': CaptionsEditor,
  'chapters-editor': ChaptersEditor,
  'confirm-dialog': ConfirmDialog,
  'conflict-panel': ConflictPanel,
  'copy-button': CopyButton,
  'embed-options': EmbedOptionsForm,
  'embedding-field': EmbeddingField,
  'film-strip': FilmStrip,
  'guests-page': GuestsPage,
  'import-form': ImportForm,
  'notice-bar': NoticeBar,
  'poster-panel': PosterPanel,
  'share-panel': SharePanel,
  'site-form': SiteForm,
  'sites-page': SitesPage,
  'archive-panel': ArchivePanel,
  'source-panel': SourcePanel,
  'studio-app': StudioApp,
  'captions-generator': CaptionsGenerator,
  'texts-panel': TextsPanel,
  'token-form': TokenForm,
  'trim-line': TrimLine,
  'trim-panel': TrimPanel,
  'upload-page': UploadPage,
  'video-form': VideoForm,
  'video-page': VideoPage,
  'video-poster': VideoPoster,
  'video-status': VideoStatus,
  'video-table': VideoTable,
  'videos-page': VideosPage,
  'visibility-label': VisibilityLabel,
} as const;

for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}

type StudioElements = { [Name in keyof typeof elements]: InstanceType<(typeof elements)[Name]> };

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merges the list above into the DOM's map
  interface HTMLElementTagNameMap extends StudioElements {}
}
