import LinkProtocols
import TLSKit

/// The client of EAP-TLS (RFC 5216, RFC 9190): TLS 1.2 and 1.3 between the records that the EAP peer puts together and takes
/// apart. It answers each step, also one that fails: then with the alert that tells the server why.
///
/// After a handshake of TLS 1.3 it hands on the server's commitment, one octet of zero, which the EAP peer waits for. It
/// never says close_notify: the method ends with EAP's own success or failure.
final class EAPTLSClient {
    private var engine: TLSEngine?
    private var failure: String?

    /// What the handshake came to; `nil` before it is done.
    private(set) var session: TLSSession?

    /// Begins a handshake. `peer` is the server in reports.
    func start(_ context: EAPTLSContext?, peer: String) -> EAPTLSOutput {
        stop()
        session = nil
        failure = nil
        guard let context else { return fail("there is no device certificate") }
        do throws(TLSError) {
            engine = try TLSEngine(context.context, checkedName: context.serverName, peer: peer)
        } catch {
            return fail(error.message)
        }
        return feed([])
    }

    /// Takes records of the server.
    func feed(_ records: [UInt8]) -> EAPTLSOutput {
        if let failure { return EAPTLSOutput(status: .failed(failure)) }
        guard let engine else { return fail("records came before the handshake began") }
        let output = engine.take(records)
        if session == nil, case .active(let session) = engine.state { self.session = session }
        switch engine.state {
        case .handshaking: return EAPTLSOutput(records: output.records, status: .handshaking)
        case .active, .ended:
            guard let session else { return fail("the server ended TLS before the handshake was done") }
            return EAPTLSOutput(
                records: output.records, status: session.version == "TLSv1.3" ? .finished13 : .finished,
                applicationData: output.plaintext)
        case .failed(let error):
            failure = error.message
            return EAPTLSOutput(records: output.records, status: .failed(error.message))
        }
    }

    /// Forgets the connection. What the handshake came to stays until the next one begins.
    func stop() { engine = nil }

    private func fail(_ reason: String) -> EAPTLSOutput {
        failure = reason
        return EAPTLSOutput(status: .failed(reason))
    }
}
