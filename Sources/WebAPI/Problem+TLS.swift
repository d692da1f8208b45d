import TLSKit
public import WebServer

extension Problem {
    private static let wrongPassword = "Wrong password"

    /// Whether a file needs another password than the one that came, or one at all.
    public var isWrongPassword: Bool { title == Self.wrongPassword }

    /// What certificates or keys did not allow. `missing` is the status when something is not there that is needed.
    init(_ error: TLSError, missing: Int = 404) {
        switch error.code {
        case .malformed: self.init(status: 400, title: "Malformed request", detail: error.message)
        case .tooLarge: self.init(status: 413, title: "Too large", detail: error.message)
        case .wrongPassword: self.init(status: 422, title: Self.wrongPassword, detail: error.message)
        case .refused, .keyMismatch, .certificateRejected, .configuration:
            self.init(status: 422, title: "Refused", detail: error.message)
        case .notFound:
            self.init(status: missing, title: missing == 404 ? "Not found" : "Missing", detail: error.message)
        case .storage, .system, .handshake, .timeout, .connection:
            self.init(status: 500, title: "Failed", detail: error.message)
        }
    }
}
