import Faults
import Hummingbird
public import IPDECTCore
import NetworkValues
import Settings
public import WebServer

extension WebContext {
    /// The fault code in the path, hexadecimal or decimal.
    func faultCode() throws -> FaultCode {
        let text = try text("code")
        let value = text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
        guard let value else { throw Problem.malformed("expected a fault code such as 0x00030204, got \(text)") }
        return FaultCode(rawValue: value)
    }
}

extension SiteSnapshot {
    /// The radio with this unique name or MAC address.
    func radio(named text: String) throws -> Radio {
        let mac = MACAddress(text)
        guard let radio = radios.first(where: { $0.name == text || $0.name == text.lowercased() || $0.mac == mac })
        else { throw Problem.notFound("no radio has the name or MAC address \(text)") }
        return radio
    }
}

extension SiteRefusal {
    /// The refusal in words: what was expected, what came.
    public var explanation: String {
        switch self {
        case .unknownRadio(let mac): "no radio has the MAC address \(mac)"
        case .wrongRegistration(let mac, let state): "the radio \(mac) is \(state.word), which does not allow this"
        case .radioLimit(let limit): "the PARI Master holds \(limit) radios already, as many as fit its system ID"
        case .unknownCall(let id): "no call has the number \(id.rawValue)"
        case .duplicateCall(let id): "the call number \(id.rawValue) is in use"
        case .callLimit(let mac, let limit): "the radio \(mac) carries \(limit) calls already, as many as it can"
        case .notSynchronized(let mac): "the radio \(mac) is not synchronized and carries no traffic"
        case .referenceRing(let region, let from): "region \(region) cannot take its reference from \(from): a ring"
        case .outOfRange(let expected, let got): "expected \(expected), got \(got)"
        case .noHandover(let id): "the call \(id.rawValue) is not in a state that allows this handover"
        case .noMirror(let role): "no pair of mirrors has the role \(role)"
        }
    }
}

extension SiteRefusal: ProblemError {
    /// What the core does not allow.
    public var problem: Problem { Problem(status: 409, title: "Refused", detail: explanation) }
}
