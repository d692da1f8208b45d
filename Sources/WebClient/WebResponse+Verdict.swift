extension WebResponse {
    /// What a response means to somebody who hands something over.
    public enum Verdict: Hashable, Sendable {
        /// The server has it.
        case taken
        /// This request can never be taken: what it hands over is at fault.
        case refused
        /// It could not be taken; with time, or other settings, it may.
        case failed
    }

    /// What the status means to somebody who hands something over (RFC 9110 15).
    public var verdict: Verdict {
        switch status {
        case 200..<300: .taken
        case 400, 409, 410, 411, 413, 414, 415, 422, 431: .refused
        default: .failed
        }
    }
}
