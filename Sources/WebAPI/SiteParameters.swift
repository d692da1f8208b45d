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
        guard let code = FaultCode(parameter: text) else {
            throw Problem.malformed("expected a fault code such as 0x00030204, got \(text)")
        }
        return code
    }
}

extension FaultCode {
    /// The code that a text means, hexadecimal with `0x` or decimal.
    init?(parameter text: String) {
        let value = text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
        guard let value else { return nil }
        self.init(rawValue: value)
    }
}

extension SiteSnapshot {
    /// The radio with this `Radio.index`; radios stand by ascending index.
    func radio(index: UInt32?) -> Radio? {
        guard let index else { return nil }
        var (low, high) = (0, radios.count)
        while low < high {
            let middle = (low + high) / 2
            if radios[middle].index < index { low = middle + 1 } else { high = middle }
        }
        return low < radios.count && radios[low].index == index ? radios[low] : nil
    }

    /// The radio with this unique name or MAC address.
    /// `field` is where the text came from, when it was in the content.
    func radio(named text: String, field: String? = nil) throws -> Radio {
        let mac = MACAddress(text)
        let small = text.lowercased()
        guard let radio = radios.first(where: { $0.name == text || $0.name == small || $0.mac == mac }) else {
            var problem = Problem.notFound("no radio has the name or MAC address \(text)")
            problem.field = field
            throw problem
        }
        return radio
    }
}

extension SiteRefusal {
    /// The refusal in words: what was expected, what came.
    public var explanation: String {
        switch self {
        case .unknownRadio(let mac): "no radio has the MAC address \(mac)"
        case .watchedOnly(let mac): "the radio \(mac) is watched only: its own master decides this"
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
