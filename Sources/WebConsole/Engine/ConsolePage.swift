import HTTPTypes
import Hummingbird
import WebServer

/// A page of the console: where it is, what it shows, and what can be done on it.
///
/// A page asks the REST API and shows what it answers; it has no other source. Its template stands beside it, as text of
/// Mustache in which everything is escaped.
protocol ConsolePage: Sendable {
    /// The path, with `{name}` for parts that vary.
    var path: String { get }
    /// The right that a viewer needs, by its name in `Viewer.rights`.
    var right: String { get }
    /// The template of the page's main part.
    var template: String { get }
    /// The templates of parts that are used several times, by name.
    var parts: [String: String] { get }
    /// What can be done, each with a path of its own.
    var actions: [PageAction] { get }
    /// Pictures and files that belong to the page, each with a path of its own.
    var passages: [PagePassage] { get }
    /// What the page shows.
    func content(_ visit: PageVisit) async throws -> PageContent
}

extension ConsolePage {
    var right: String { "read" }
    var parts: [String: String] { [:] }
    var actions: [PageAction] { [] }
    var passages: [PagePassage] { [] }
}

/// A picture or a file of a page: an answer of the API, passed on to the browser.
struct PagePassage: Sendable {
    /// The path, with `{name}` for parts that vary.
    let path: String
    /// The right that a viewer needs.
    let right: String
    /// Fetches it; a problem that is thrown is shown as a page.
    let fetch: @Sendable (PageVisit) async throws -> Response

    init(_ path: String, right: String = "read", fetch: @escaping @Sendable (PageVisit) async throws -> Response) {
        self.path = path
        self.right = right
        self.fetch = fetch
    }
}

/// What a page shows.
struct PageContent: Sendable {
    /// The title, for the window and the head of the page.
    var title: String
    /// The values of the template.
    var values: PageValue
    /// Whether the page renews itself when the system changes.
    var isLive = false

    init(_ title: String, isLive: Bool = false, _ values: PageValue) {
        self.title = title
        self.values = values
        self.isLive = isLive
    }
}

/// Something that a form on a page does.
struct PageAction: Sendable {
    /// What comes of it.
    enum Outcome: Sendable {
        /// It is done: the viewer goes to this path and reads this sentence there.
        case done(String, notice: String = "")
        /// The page is shown again with what came of it, as `result` in its template.
        case result(PageValue)
        /// Something else, such as a file.
        case response(Response)
    }

    /// The path that the form is sent to.
    let path: String
    /// The right that a viewer needs.
    let right: String
    /// Does it; a problem that is thrown is shown on the page.
    let perform: @Sendable (PageVisit) async throws -> Outcome

    init(_ path: String, right: String, perform: @escaping @Sendable (PageVisit) async throws -> Outcome) {
        self.path = path
        self.right = right
        self.perform = perform
    }
}
