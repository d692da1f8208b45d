public import NetworkValues

/// How forwarding to one alarm server stands.
public struct AlarmServerStatus: Sendable, Equatable {
    /// A record that the server did not take.
    public struct Refusal: Sendable, Equatable {
        /// The record's number in the journal, where it stays.
        public var number: UInt64
        /// What the server said.
        public var reason: String
        /// When.
        public var time: Timestamp
    }

    /// The server's number.
    public var index: Int
    /// Its name for people; empty for none.
    public var name: String
    /// Its URL.
    public var url: String
    /// What a request says.
    public var form: AlarmServer.Form
    /// Requests that the server took.
    public var sent: UInt64 = 0
    /// Those of them that said again that an alarm stands.
    public var repeated: UInt64 = 0
    /// Attempts that failed.
    public var failures: UInt64 = 0
    /// Records that the server refused; they were set aside.
    public var setAside: UInt64 = 0
    /// Records that retention removed before they could be sent, since the server is known.
    public var lost: UInt64 = 0
    /// The last record that is settled.
    public var position: UInt64 = 0
    /// The last error; empty for none.
    public var lastError = ""
    /// When it came.
    public var lastErrorAt: Timestamp?
    /// When the server last took something.
    public var lastSent: Timestamp?
    /// The newest refusals.
    public var refusals: [Refusal] = []

    init(_ server: AlarmServer) {
        index = server.index
        name = server.name
        url = server.url
        form = server.form
    }
}
