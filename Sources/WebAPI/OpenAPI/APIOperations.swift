public import HTTPTypes
public import WebAccess

/// All operations of the API.
public enum APIOperations {
    /// In the order in which the document shows them.
    public static let all: [APIOperation] =
        overview + site + devices + faults + settings + performance + logs + lan + certificates + captures + diagnosis
        + reports
        + live
        + accounts + reception + document

    private static let byPlace: [String: APIOperation] = Dictionary(
        uniqueKeysWithValues: all.map { ("\($0.method.rawValue) \($0.path)", $0) })

    /// The operation of a method at a path as the router has it (`context.endpointPath`), such as `/api/v1/radios/{name}`;
    /// `nil` for what is none of the API. HEAD is GET.
    public static func operation(_ method: HTTPRequest.Method, _ path: String) -> APIOperation? {
        let method = method == .head ? .get : method
        return byPlace["\(method.rawValue) \(path)"]
    }

    /// The right that an operation needs; `nil` for what is none of the API.
    public static func right(_ method: String, _ path: String) -> Right? {
        HTTPRequest.Method(rawValue: method).flatMap { operation($0, path) }?.right
    }
}
