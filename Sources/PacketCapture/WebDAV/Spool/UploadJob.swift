/// A file, or as much of the one that is written as there is, on its way to the server.
struct UploadJob: Hashable, Sendable {
    let name: SegmentName
    /// Octets from its beginning that are sent.
    let octets: UInt64
    /// Whether it is still written.
    let isOpen: Bool
}
