import Faults
import Foundation
import HTTPTypes
import Hummingbird
public import IPDECTCore
import NIOCore

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

/// Turns every error of a handler into problem details.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext

    @concurrent func handle(
        _ request: Request, context: BasicRequestContext,
        next: @concurrent (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let problem: Problem
        do {
            return try await next(request, context)
        } catch let error as Problem {
            problem = error
        } catch let error as SiteRefusal {
            problem = Problem(status: 409, title: "Refused", detail: error.explanation)
        } catch let error as HTTPError {
            problem = Problem(status: error.status.code, title: error.status.reasonPhrase, detail: error.body ?? "")
        } catch let error as any CustomStringConvertible & Error {
            problem = Problem(status: 422, title: "Not possible", detail: error.description)
        }
        return try JSON.response(
            problem, status: .init(code: problem.status), type: "application/problem+json")
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
    func decoded<Value: Decodable>(_ type: Value.Type, _ context: BasicRequestContext) async throws -> Value {
        let buffer = try await body.collect(upTo: context.maxUploadSize)
        do {
            return try JSONDecoder().decode(type, from: Data(buffer.readableBytesView))
        } catch {
            throw Problem.malformed("expected JSON with the fields of \(type), got something else: \(error)")
        }
    }
}

extension BasicRequestContext {
    /// The fault code in the path, hexadecimal or decimal.
    func faultCode() throws -> FaultCode {
        let text = try parameters.require("code")
        let value = text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
        guard let value else { throw Problem.malformed("expected a fault code such as 0x00030204, got \(text)") }
        return FaultCode(rawValue: value)
    }
}

extension SiteSnapshot {
    /// The radio with this unique name or MAC address.
    func radio(named text: String) throws -> Radio {
        guard
            let radio = radios.first(where: { $0.name == text.lowercased() || $0.name == text || "\($0.mac)" == text })
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
