-- The parties of a document are words of it: who sees it is asked of the search index.
-- sqlite:
UPDATE documents_document SET words = words || (SELECT group_concat(' _p_' || unit_id || CASE WHEN subtree = 1 THEN ' _q_' || unit_id ELSE '' END, '') FROM documents_party WHERE document_id = documents_document.id)
WHERE words <> '' AND EXISTS (SELECT 1 FROM documents_party WHERE document_id = documents_document.id);
-- postgresql:
UPDATE documents_document SET words = words || (SELECT string_agg(' _p_' || unit_id || CASE WHEN subtree = 1 THEN ' _q_' || unit_id ELSE '' END, '') FROM documents_party WHERE document_id = documents_document.id)
WHERE words <> '' AND EXISTS (SELECT 1 FROM documents_party WHERE document_id = documents_document.id);
