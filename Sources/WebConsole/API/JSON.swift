import Faults
import Foundation
import HTTPTypes
import Hummingbird
public import IPDECTCore
import NIOCore
import NetworkValues

/// JSON in and out of the API.
enum JSON {
    static func response(_ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json")
        throws -> Response
    {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(value)
        return Response(
            status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }
}

extension Request {
    /// A whole number of the query, or its default.
    func integer(_ name: String, in range: ClosedRange<Int>, default value: Int) throws -> Int {
        guard let text = uri.queryParameters[Substring(name)] else { return value }
        guard let number = Int(text), range.contains(number) else {
            throw Problem.malformed(
                "expected \(name) to be from \(range.lowerBound) to \(range.upperBound), got \(text)")
        }
        return number
    }

    /// The content, decoded from JSON.
    func decoded<Value: Decodable>(_ type: Value.Type, _ context: WebContext) async throws -> Value {
        let content = Data(try await body.collect(upTo: context.maxUploadSize).readableBytesView)
        do {
            return try JSONDecoder().decode(type, from: content)
        } catch let error as DecodingError {
            guard (try? JSONSerialization.jsonObject(with: content, options: .fragmentsAllowed)) != nil else {
                throw Problem.malformed("expected JSON with its fields, got something that is not JSON")
            }
            throw Problem.malformed("expected JSON with its fields, got \(error.explanation)")
        }
    }
}

extension DecodingError {
    /// What is wrong with the JSON, in words.
    var explanation: String {
        func place(_ context: Context) -> String { context.codingPath.map(\.stringValue).joined(separator: ".") }
        switch self {
        case .keyNotFound(let key, _): return "none with the field \(key.stringValue)"
        case .valueNotFound(_, let context): return "null for the field \(place(context))"
        case .typeMismatch(let type, let context):
            return context.codingPath.isEmpty
                ? "something that is not an object" : "something for \(place(context)) that is not of type \(type)"
        case .dataCorrupted(let context):
            // A number that does not fit may come without its place.
            return "a value out of range" + (context.codingPath.isEmpty ? "" : " for \(place(context))")
        @unknown default: return "something else"
        }
    }
}

extension WebContext {
    /// A part of the path, percent-decoded: the router gives it as it was sent.
    func text(_ name: String) throws -> String {
        let sent = try parameters.require(name)
        guard let text = sent.removingPercentEncoding else {
            throw Problem.malformed("expected percent-encoded UTF-8 for the \(name) in the path, got \(sent)")
        }
        return text
    }

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
