/// What an `RPCAPSession` wants done, in order.
public enum RPCAPAction: Hashable, Sendable {
    /// Send a message with a header of this version.
    case reply(RPCAPMessage, version: UInt8 = RPCAPHeader.version)
    /// Send these octets, which are no message.
    case send([UInt8])
    /// Check a password; answer `passwordChecked`.
    case authenticate(user: String, RPCAPPassword)
    /// Find all interfaces; answer `interfaces` or `failed`.
    case listInterfaces
    /// See whether an interface can be opened; answer `opened` or `failed`.
    case open(String)
    /// Begin a capture; answer `captureStarted` or `failed`. The client opens the data connection only after the reply.
    case startCapture(RPCAPCaptureRequest)
    /// Replace the filter of the running capture; answer `filterUpdated` or `failed`. It has passed `BPFProgram.check()`.
    case updateFilter(BPFProgram)
    /// Replace the sampling of the running capture.
    case setSampling(PacketSampling)
    /// Tell what the running capture has counted; answer `statistics` or `failed`.
    case readStatistics
    /// End the capture, running or just beginning; answer `captureStopped`.
    case stopCapture
    /// Close the connection after what was replied is sent. Nothing is done after this.
    case close(Reason)

    /// Why a session ended.
    public enum Reason: Hashable, Sendable {
        /// The client has said so, or is gone.
        case client
        /// The client's host is not on the list.
        case hostNotAllowed
        /// The client began TLS where there is none, or none where it must.
        case tlsMismatch
        /// The client did not authenticate in time.
        case authenticationTimeout
        /// The client has said nothing for too long.
        case idle
        /// The client speaks another version.
        case wrongVersion(UInt8)
        /// The client sent what has no place.
        case wrongMessage(UInt8)
        /// The capture broke off.
        case captureFailed(String)
    }
}
