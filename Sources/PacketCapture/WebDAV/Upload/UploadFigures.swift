import NetworkValues

/// What an uploader has done.
struct UploadFigures: Hashable, Sendable {
    var state = WebDAVStatus.State.connecting
    var reason = ""
    var lastSuccess: Timestamp?
    var files: UInt64 = 0
    var octets: UInt64 = 0
    var refreshes: UInt64 = 0
    var retries: UInt64 = 0
}
