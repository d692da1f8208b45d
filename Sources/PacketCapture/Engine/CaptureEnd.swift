/// Why nothing more comes of a capture.
public enum CaptureEnd: Hashable, Sendable {
    /// The reader wanted no more, or was ended by somebody.
    case stopped
    /// As many packets as it wanted have come.
    case countReached
    /// The interface went away, or cannot be read.
    case failed(String)
}
