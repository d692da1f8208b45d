public import Faults
public import Settings
public import TLSKit

/// A web server that gets alarms and events (manual 4.9.2, "Forward Alarms and Events").
public struct AlarmServer: Hashable, Sendable {
    /// What a request says.
    public enum Form: String, CaseIterable, Sendable {
        /// As base stations say it to a master.
        case device
        /// An object of JSON with everything that is known.
        case json
        /// Alerts as Prometheus Alertmanager takes them (its API v2).
        case alertmanager
    }

    /// How the devices' form travels.
    public enum Method: String, CaseIterable, Sendable {
        /// As the query of a GET.
        case get
        /// As the content of a POST.
        case post
    }

    /// The number, from 1.
    public var index: Int
    /// A name for people; empty for none.
    public var name = ""
    /// Whether it speaks HTTPS.
    public var usesTLS = false
    /// Address or host name.
    public var host: String
    /// The port.
    public var port: UInt16
    /// The path, with a slash in front.
    public var path = "/"
    /// What a request says.
    public var form = Form.device
    /// How the devices' form travels.
    public var method = Method.get
    /// The least seriousness that it gets.
    public var minimum = Seriousness.information
    /// Whether it gets events, too.
    public var includesEvents = true
    /// Further labels of every alert, for an Alertmanager.
    public var labels: [String: String] = [:]
    /// Minutes between two messages of an alarm that stands; 0 for never again.
    public var resendMinutes = 30
    /// How far the server's certificate is checked.
    public var certificateCheck = TLSConfiguration.Verification.full
    /// The user, for Basic or Digest; `nil` for none.
    public var user: String?
    /// The user's password.
    public var password: Secret?

    /// Makes a server.
    public init(index: Int, host: String, port: UInt16) {
        self.index = index
        self.host = host
        self.port = port
    }

    /// Address and port, for people.
    public var address: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
    /// The URL without a query.
    public var url: String { "\(usesTLS ? "https" : "http")://\(address)\(path)" }
    var cursorName: String { "alarm.\(index)" }

    /// Whether it gets a fault.
    func wants(_ fault: FaultRecord) -> Bool {
        fault.seriousness >= minimum && (includesEvents || fault.activity != .error)
    }
}
